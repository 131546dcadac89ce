import { join } from 'node:path';
import { homeOf } from '../../config/folders.js';
import { type Place } from '../../config/setting.js';

/** A file or a link that `install` makes and `uninstall` removes. */
export type ServiceFile =
  | { path: string; content: string | Buffer; linkTo?: undefined }
  | { path: string; linkTo: string; content?: undefined };

/** How the agent starts at log-in. */
export interface Service {
  files: ServiceFile[];
  /** What the person types to start it now, and to stop it. */
  start: string;
  stop: string;
}

export const KINDS = ['systemd', 'autostart', 'launchd', 'task'] as const;
export type ServiceKind = (typeof KINDS)[number];

const NAME = 'timeledger-agent';
const TITLE = 'Timeledger agent';
const LABEL = 'org.timeledger.agent';

/** The usual kind of a platform. `hasSystemd`: a user manager of systemd runs. */
export function usualKind(platform: NodeJS.Platform, hasSystemd: boolean): ServiceKind {
  if (platform === 'win32') return 'task';
  if (platform === 'darwin') return 'launchd';
  return hasSystemd ? 'systemd' : 'autostart';
}

/**
 * The files that start these words at log-in. None of them holds a key: the agent reads it from its
 * own settings.
 */
export function serviceOf(kind: ServiceKind, words: readonly string[], place: Place): Service {
  switch (kind) {
    case 'systemd':
      return systemdUnit(words, place);
    case 'autostart':
      return autostartEntry(words, place);
    case 'launchd':
      return launchAgent(words, place);
    case 'task':
      return windowsTask(words, place);
  }
}

const configHome = ({ env }: Place): string => env['XDG_CONFIG_HOME'] || join(homeOf(env), '.config');

function systemdUnit(words: readonly string[], place: Place): Service {
  const folder = join(configHome(place), 'systemd', 'user');
  const content = `[Unit]
Description=${TITLE}
PartOf=graphical-session.target
After=graphical-session.target

[Service]
ExecStart=${words.map(systemdWord).join(' ')}
Restart=on-failure
RestartSec=10
# Wrong settings (2) do not get better by themselves.
RestartPreventExitStatus=2

[Install]
WantedBy=graphical-session.target
`;
  const unit = join(folder, `${NAME}.service`);
  return {
    files: [
      { path: unit, content },
      // The link that \`systemctl --user enable\` makes.
      { path: join(folder, 'graphical-session.target.wants', `${NAME}.service`), linkTo: unit },
    ],
    start: `systemctl --user daemon-reload && systemctl --user start ${NAME}`,
    stop: `systemctl --user stop ${NAME}`,
  };
}

/** Source: XDG Desktop Application Autostart Specification 0.5. */
function autostartEntry(words: readonly string[], place: Place): Service {
  const content = `[Desktop Entry]
Type=Application
Name=${TITLE}
Comment=Records which window is active
Exec=${words.map(desktopWord).join(' ')}
Terminal=false
NoDisplay=true
X-GNOME-Autostart-enabled=true
`;
  return {
    files: [{ path: join(configHome(place), 'autostart', `${NAME}.desktop`), content }],
    start: `${words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ')} &`,
    stop: `log out, or end the process that "status" names`,
  };
}

function launchAgent(words: readonly string[], { env }: Place): Service {
  const path = join(homeOf(env), 'Library', 'LaunchAgents', `${LABEL}.plist`);
  const content = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>${LABEL}</string>
  <key>ProgramArguments</key>
  <array>
${words.map((word) => `    <string>${xml(word)}</string>`).join('\n')}
  </array>
  <key>RunAtLoad</key>
  <true/>
  <key>KeepAlive</key>
  <dict>
    <key>SuccessfulExit</key>
    <false/>
  </dict>
  <key>LimitLoadToSessionType</key>
  <string>Aqua</string>
</dict>
</plist>
`;
  return {
    files: [{ path, content }],
    start: `launchctl bootstrap gui/$(id -u) '${path}'`,
    stop: `launchctl bootout gui/$(id -u)/${LABEL}`,
  };
}

/** Windows reads the task from UTF-16 with a byte order mark. */
function windowsTask(words: readonly string[], { env }: Place): Service {
  const [program = '', ...rest] = words;
  const path = join(env['LOCALAPPDATA'] || join(homeOf(env), 'AppData', 'Local'), NAME, 'task.xml');
  const user = [env['USERDOMAIN'], env['USERNAME']].filter(Boolean).join('\\');
  const userId = user === '' ? '' : `\n      <UserId>${xml(user)}</UserId>`;
  const content = `<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>${TITLE}</Description>
  </RegistrationInfo>
  <Triggers>
    <LogonTrigger>
      <Enabled>true</Enabled>${userId}
    </LogonTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">${userId}
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <RestartOnFailure>
      <Interval>PT1M</Interval>
      <Count>3</Count>
    </RestartOnFailure>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>${xml(program)}</Command>
      <Arguments>${xml(rest.map(windowsWord).join(' '))}</Arguments>
    </Exec>
  </Actions>
</Task>
`;
  return {
    files: [{ path, content: Buffer.from(`\ufeff${content}`, 'utf16le') }],
    start: `schtasks /Create /TN "${TITLE}" /XML "${path}" /F && schtasks /Run /TN "${TITLE}"`,
    stop: `schtasks /End /TN "${TITLE}" & schtasks /Delete /TN "${TITLE}" /F`,
  };
}

/** Source: systemd.service(5), "Command lines", and systemd.syntax(7), "Quoting". */
function systemdWord(word: string): string {
  const escaped = word.replaceAll('%', '%%').replaceAll('$', '$$$$');
  return /^[\w@%+=:,./$-]+$/.test(escaped) ? escaped : `"${escaped.replace(/[\\"]/g, '\\$&')}"`;
}

/** Source: Desktop Entry Specification 1.5, "The Exec key": quoted, then escaped as a string. */
function desktopWord(word: string): string {
  const escaped = word.replaceAll('%', '%%');
  if (/^[\w@%+=:,./-]+$/.test(escaped)) return escaped;
  return `"${escaped.replace(/["`$\\]/g, '\\$&').replaceAll('\\', '\\\\')}"`;
}

/** Source: CommandLineToArgvW: backslashes count double before a quote. */
const windowsWord = (word: string): string =>
  /^[\w@%+=:,./\\-]+$/.test(word) ? word : `"${word.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`;

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
const xml = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
