import { type Rule } from './rule.js';

const PASSWORD_MANAGERS = [
  ...['1password*', 'bitwarden*', 'keepass*', 'org.keepassxc*', 'enpass*', 'dashlane*', 'lastpass*', 'nordpass*'],
  ...[
    'proton pass*',
    'keeper password*',
    'keeperpasswordmanager',
    'seahorse',
    'org.gnome.seahorse*',
    'kwalletmanager*',
  ],
  ...[
    'org.kde.kwalletmanager*',
    'gnome-passwordsafe',
    'org.gnome.passwordsafe',
    'org.gnome.world.secrets',
    'buttercup',
  ],
  ...['passwords', 'keychain access', 'gcr-prompter', 'pinentry*'],
];

/** Their titles show command lines, and these may hold passwords, hosts and names. */
const TERMINALS = [
  ...['xterm', 'uxterm', 'urxvt', 'rxvt*', 'st', 'st-256color', 'gnome-terminal*', 'org.gnome.terminal', 'kgx'],
  ...['org.gnome.console', 'org.gnome.ptyxis', 'konsole', 'org.kde.konsole', 'yakuake', 'xfce4-terminal', 'tilix'],
  ...[
    'com.gexperts.tilix',
    'terminator',
    'guake',
    'tilda',
    'lxterminal',
    'qterminal',
    'mate-terminal',
    'deepin-terminal',
  ],
  ...['alacritty', 'kitty', 'foot', 'footclient', 'wezterm*', 'org.wezfurlong.wezterm', 'ghostty', '*.ghostty'],
  ...['terminology', 'cool-retro-term', 'rio', 'tabby', 'hyper', 'warp', 'dev.warp.warp', 'iterm*', 'terminal'],
  ...['windowsterminal', 'cmd', 'powershell', 'pwsh', 'conhost', 'mintty', 'putty'],
];

const BANKING_TITLES = [
  ...['*banking*', '*netbank*', '*sparkasse*', '*raiffeisen*', '*internetbank*', '*banque en ligne*', '*banca online*'],
  ...['*paypal*', '*bank account*', '*kontoauszug*', '*bank statement*', '*credit card*', '*kreditkarte*'],
];

const BANKING_SITES = ['*bank*', '*sparkasse*', '*raiffeisen*', 'paypal.com', 'wise.com', 'revolut.com'];

/**
 * The rules that follow the person's own ones: a rule `keep` of the person makes an exception. The
 * setting `default-rules` turns them off.
 */
export const DEFAULT_RULES: readonly Rule[] = [
  ...PASSWORD_MANAGERS.map((application): Rule => ({ action: 'drop', application })),
  ...TERMINALS.map((application): Rule => ({ action: 'redact', application })),
  ...BANKING_SITES.map((site): Rule => ({ action: 'redact', site })),
  ...BANKING_TITLES.map((title): Rule => ({ action: 'redact', title })),
];
