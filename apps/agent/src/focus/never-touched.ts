/**
 * Applications that no session touches, in lower case. Terminals run builds and this agent, file
 * managers hold drops and dialogs, and the parts of a desktop are needed to leave a session.
 */
const NEVER_TOUCHED: ReadonlySet<string> = new Set([
  ...['alacritty', 'foot', 'ghostty', 'gnome-terminal', 'gnome-terminal-server', 'hyper', 'iterm2', 'kitty'],
  ...['kgx', 'konsole', 'lxterminal', 'mate-terminal', 'org.gnome.console', 'org.gnome.ptyxis', 'org.gnome.terminal'],
  ...['org.kde.konsole', 'org.wezfurlong.wezterm', 'ptyxis', 'qterminal', 'rxvt', 'st', 'st-256color', 'terminal'],
  ...['terminator', 'tilix', 'urxvt', 'uxterm', 'warp', 'wezterm', 'wezterm-gui', 'windowsterminal', 'xfce4-terminal'],
  ...['xterm', 'cmd', 'powershell', 'pwsh', 'conhost'],
  ...['caja', 'dolphin', 'explorer', 'finder', 'nautilus', 'nemo', 'org.gnome.files', 'org.gnome.nautilus'],
  ...['org.kde.dolphin', 'pcmanfm', 'pcmanfm-qt', 'thunar'],
  ...['gnome-shell', 'plasmashell', 'polybar', 'waybar', 'xfce4-panel', 'gcr-prompter', 'lxqt-panel', 'mate-panel'],
  ...['gnome-control-center', 'systemsettings', 'system settings', 'system preferences', 'polkit-gnome-authentication'],
  ...['timeledger', 'timeledger-agent'],
]);

/** Whether sessions leave the windows of this application alone, whatever its level is. */
export const isNeverTouched = (application: string): boolean =>
  application === 'Unknown' || NEVER_TOUCHED.has(application.toLowerCase());
