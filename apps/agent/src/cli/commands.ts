import { type AgentCommand } from './command/command.js';
import { DOCTOR } from './doctor-command.js';
import { LOGIN } from './login-command.js';
import { LOGOUT } from './logout-command.js';
import { RUN } from './run-command.js';
import { CONFIG, CONFIG_SET, CONFIG_UNSET } from './settings/config-command.js';
import { PAIR } from './running/pair-command.js';
import { PAUSE, RESUME } from './running/pause-commands.js';
import { QUEUE } from './running/queue-command.js';
import { FOCUS_START, FOCUS_STATUS, FOCUS_STOP } from './server/focus-commands.js';
import { TODAY } from './server/today-command.js';
import { INSTALL, UNINSTALL } from './service/install-commands.js';
import { HOURS } from './settings/hours-command.js';
import { RULES, RULES_ADD, RULES_REMOVE, RULES_TEST } from './settings/rules-commands.js';
import { SMOKE } from './smoke/smoke-command.js';
import { STATUS } from './running/status-command.js';
import { SYNC } from './running/sync-command.js';
import { TAIL } from './running/tail-command.js';

/** All commands, in the order of the help. */
export const COMMANDS: readonly AgentCommand[] = [
  ...[LOGIN, LOGOUT],
  ...[RUN, STATUS, PAUSE, RESUME, SYNC, TAIL, QUEUE, PAIR],
  ...[HOURS, RULES, RULES_ADD, RULES_REMOVE, RULES_TEST, CONFIG, CONFIG_SET, CONFIG_UNSET],
  ...[TODAY, FOCUS_START, FOCUS_STOP, FOCUS_STATUS],
  ...[INSTALL, UNINSTALL, DOCTOR, SMOKE],
];
