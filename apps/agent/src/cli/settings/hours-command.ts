import { withLine, withoutLine } from '../../config/config-file.js';
import { readConfigFile } from '../../config/load-settings.js';
import { parseHours, WrongHours } from '../../rules/hours.js';
import { replaceOwnFile } from '../../spool/durable-file.js';
import { type AgentCommand, EXIT, JSON_FLAG, WrongUsage } from '../command/command.js';
import { tellAgent } from './tell-agent.js';

export const HOURS: AgentCommand = {
  name: 'hours',
  words: '[hours]',
  summary: 'Shows or sets when to record: "mon-fri 9:00-17:30; sat 10-12", or always.',
  flags: [JSON_FLAG],
  act: async (call) => {
    const { settings, words, flags, print, warn, configFile, origins } = call;
    const [written] = words;
    if (written === undefined) {
      const text = settings.hours?.text ?? 'always';
      print(flags['json'] ? JSON.stringify({ hours: text, origin: origins.hours }) : `${text}  (${origins.hours})`);
      return EXIT.good;
    }
    const hours = readHours(written);
    const text = readConfigFile(configFile) ?? '';
    const changed = hours === null ? withoutLine(text, 'hours') : withLine(text, 'hours', hours.text);
    await replaceOwnFile(configFile, changed);
    print(`the hours are ${hours?.text ?? 'always'}, in ${configFile}`);
    if (origins.hours.startsWith('TIMELEDGER_')) warn(`warning: ${origins.hours} still wins over the file`);
    await tellAgent(call);
    return EXIT.good;
  },
};

function readHours(written: string) {
  try {
    return parseHours(written);
  } catch (error) {
    if (error instanceof WrongHours) throw new WrongUsage(error.message);
    throw error;
  }
}
