import { type Given } from './setting.js';

/** A line `name = value` of the configuration file. */
export interface ConfigLine {
  /** From 1. */
  line: number;
  name: string;
  value: Given;
}

/** A line that cannot be read. */
export interface BadLine {
  line: number;
  problem: string;
}

const NAME_AND_REST = /^([A-Za-z0-9_-]+)\s*=\s*(.*)$/;
/** A string, a list of strings on one line, a number, true or false; then perhaps a comment. */
const VALUE = /^("(?:[^"\\]|\\.)*"|\[(?:"(?:[^"\\]|\\.)*"|[^\]"])*\]|[0-9]+|true|false)\s*(?:#.*)?$/;

/**
 * Reads a configuration file: lines `name = value`, comments after `#`, empty lines.
 *
 * Every such file is also valid TOML, so editors show it well. It is a small part of TOML on
 * purpose: each setting is one line, so an error names its line, and `config set` changes that line
 * and keeps the comments. No TOML library for Node does either.
 */
export function readConfigText(text: string): { lines: ConfigLine[]; bad: BadLine[] } {
  const lines: ConfigLine[] = [];
  const bad: BadLine[] = [];
  for (const [index, raw] of text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .entries()) {
    const content = raw.trim();
    if (content === '' || content.startsWith('#')) continue;
    const read = readLine(content);
    if (typeof read === 'string') bad.push({ line: index + 1, problem: read });
    else if (lines.some(({ name }) => name === read.name)) {
      bad.push({ line: index + 1, problem: `${read.name} is there twice` });
    } else lines.push({ line: index + 1, ...read });
  }
  return { lines, bad };
}

/** The text with this setting in it: its line is changed, or a line is added at the end. */
export function withLine(text: string, name: string, value: Given): string {
  const isNumber = typeof value === 'string' && /^(0|[1-9]\d*)$/.test(value);
  const written = `${name} = ${isNumber ? value : JSON.stringify(value)}`;
  const { lines } = readConfigText(text);
  const there = lines.find((line) => line.name === name);
  if (there === undefined) return `${text === '' || text.endsWith('\n') ? text : `${text}\n`}${written}\n`;
  const all = text.split('\n');
  all[there.line - 1] = written;
  return all.join('\n');
}

/** The text without this setting. */
export function withoutLine(text: string, name: string): string {
  const there = readConfigText(text).lines.find((line) => line.name === name);
  if (there === undefined) return text;
  const all = text.split('\n');
  all.splice(there.line - 1, 1);
  return all.join('\n');
}

/**
 * Returns a sentence when the line cannot be read. It does not repeat the value: it may be a key.
 */
function readLine(content: string): { name: string; value: Given } | string {
  const [, name, rest] = NAME_AND_REST.exec(content) ?? [];
  if (name === undefined || rest === undefined) return 'this line must look like: name = "value"';
  const [, value] = VALUE.exec(rest) ?? [];
  const given = value === undefined ? undefined : valueOf(value);
  if (given === undefined) return `the value of ${name} must be "text", a number, true, false, or ["a", "b"]`;
  return { name, value: given };
}

function valueOf(text: string): Given | undefined {
  if (/^[0-9]/.test(text)) return text;
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value === 'boolean' || typeof value === 'string') return String(value);
    return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined;
  } catch {
    return undefined;
  }
}
