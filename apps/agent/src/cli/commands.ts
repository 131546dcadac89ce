import { type AgentCommand } from './command.js';
import { DOCTOR } from './doctor-command.js';
import { RUN } from './run-command.js';
import { STATUS } from './status-command.js';

/** All commands, in the order of the help. */
export const COMMANDS: readonly AgentCommand[] = [RUN, STATUS, DOCTOR];
