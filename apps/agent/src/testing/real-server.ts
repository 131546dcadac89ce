import { join } from 'node:path';
import { type Program, startNode } from './programs.js';
import { until } from './until.js';

const DIST = join(process.cwd(), 'dist/apps');
const START_LIMIT_MS = 90_000;

/** The compiled server on embedded stores. The machine's own settings do not reach it. */
export interface RealServer {
  program: Program;
  url: string;
  port: number;
}

const settings = (dataFolder: string, port: number): NodeJS.ProcessEnv => ({
  DATA_DIR: dataFolder,
  HOST: '127.0.0.1',
  PORT: String(port),
  EVENTSTORE_URL: '',
  CLICKHOUSE_URL: '',
  ADMIN_TOKEN: '',
  PUBLIC_URL: '',
});

/** Starts the server on a folder and waits until it serves. Port 0 takes any free port. */
export async function startRealServer(dataFolder: string, askedPort = 0): Promise<RealServer> {
  const program = startNode([join(DIST, 'api/src/main.js')], settings(dataFolder, askedPort));
  const { child, output } = program;
  const listening = () => /^listening on (http:\/\/\S+:(\d+))$/m.exec(output());
  await until('the server', () => listening() ?? child.exitCode !== null, START_LIMIT_MS);
  const [, url, port] = listening() ?? [];
  if (url === undefined) throw new Error(`the server ended with ${child.exitCode} before it served: ${output()}`);
  return { program, url, port: Number(port) };
}

/** The keys of a user: for reports, and for the agent. */
export interface UserKeys {
  readonly id: string;
  readonly key: string;
  readonly agentKey: string;
}

/** Opens an account with the admin's command line and returns its keys. */
export function createUser(server: RealServer, dataFolder: string): Promise<UserKeys> {
  const words = ['user', 'create', '--email', 'a@example.com', '--time-zone', 'Europe/Berlin'];
  return askAdmin<UserKeys>(server, dataFolder, words);
}

/** A key with which a program may do what the pages do. */
export async function createFullKey(server: RealServer, dataFolder: string, userId: string): Promise<string> {
  const words = ['key', 'create', '--user', userId, '--name', 'pages', '--kind', 'full'];
  return (await askAdmin<{ key: string }>(server, dataFolder, words)).key;
}

async function askAdmin<Answer>({ url, port }: RealServer, dataFolder: string, words: string[]): Promise<Answer> {
  const all = [join(DIST, 'admin/src/main.js'), ...words, '--server', url];
  const { ended, output } = startNode(all, settings(dataFolder, port));
  if ((await ended) !== 0) throw new Error(`the command of the administrator failed: ${output()}`);
  return JSON.parse(output()) as Answer;
}

/** Calls the server as its pages do, and returns the JSON of its answer. Throws when it refuses. */
export async function callServer(
  { url }: RealServer,
  key: string,
  { method = 'POST', path, body }: { method?: string; path: string; body?: object },
): Promise<unknown> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const response = await fetch(`${url}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path} was refused with ${response.status}: ${text}`);
  return text === '' ? null : JSON.parse(text);
}

/** Waits until the reports show all time that the server has acknowledged. */
export async function allIsReported({ url }: RealServer): Promise<void> {
  const status = async () =>
    (await (await fetch(`${url}/api/v1/status`)).json()) as { projector: { caughtUp: boolean } };
  await until('the projector to catch up', async () => (await status()).projector.caughtUp);
}

/** A report as its documented JSON. */
export interface Report {
  row_headers: string[];
  rows: (string | number)[][];
}

/** Asks for a report of all days around now. */
export async function askReport(url: string, key: string, parameters: Record<string, string> = {}): Promise<Report> {
  return JSON.parse(await askReportText(url, key, { ...parameters, format: 'json' })) as Report;
}

/** Asks for a report of all days around now and returns the text of the answer. */
export async function askReportText(url: string, key: string, parameters: Record<string, string>): Promise<string> {
  const day = (distance: number) => new Date(Date.now() + distance * 86_400_000).toISOString().slice(0, 10);
  const range = { restrict_begin: day(-1), restrict_end: day(1) };
  const response = await fetch(`${url}/anapi/data?${new URLSearchParams({ key, ...range, ...parameters }).toString()}`);
  const text = await response.text();
  if (response.status !== 200) throw new Error(`the report was refused with ${response.status}: ${text}`);
  return text;
}

/** Sums the seconds of a report by the names in one column. */
export function secondsBy(header: string, { row_headers: headers, rows }: Report): Record<string, number> {
  const [name, seconds] = [headers.indexOf(header), headers.indexOf('Time Spent (seconds)')];
  const sums: Record<string, number> = {};
  for (const row of rows) sums[String(row[name])] = (sums[String(row[name])] ?? 0) + Number(row[seconds]);
  return sums;
}
