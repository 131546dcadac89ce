import { type ServerResponse } from 'node:http';

/** What a stub of the server tells an agent, and what the agent told it. A test may change both. */
export interface StubCommands {
  focus: object | null;
  alerts: object[];
  erasures: object[];
  nextPollSeconds: number;
  levels: Record<string, number>;
  /** The names of each question for levels. */
  askedLevels: string[][];
  enforcements: Record<string, unknown>[];
  offlineTimes: Record<string, unknown>[];
  polls: number;
}

export const newStubCommands = (): StubCommands => ({
  ...{ focus: null, alerts: [], erasures: [], nextPollSeconds: 5, levels: {} },
  ...{ askedLevels: [], enforcements: [], offlineTimes: [], polls: 0 },
});

/** A running session as the server tells it. */
export const toldFocus = (changes: object = {}) => ({
  ...{ state: 'running', sessionId: 1, durationMinutes: 30, remainingSeconds: 900, endsAt: new Date().toISOString() },
  ...{ blockedLevels: [-2], allowed: [] },
  ...changes,
});

/** Answers the calls beside recording. Returns false for any other path. */
export function answerCommands(commands: StubCommands, path: string, text: string, response: ServerResponse): boolean {
  const body = (): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>;
  const answer = (status: number, value?: object) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(value === undefined ? undefined : JSON.stringify(value));
    return true;
  };
  if (path.startsWith('/agent/v1/commands')) {
    const { focus, alerts, erasures, nextPollSeconds } = commands;
    commands.polls += 1;
    return answer(200, { focus, alerts, erasures, nextPollSeconds, syncSeconds: 180 });
  }
  if (path === '/agent/v1/levels') {
    const names = body()['names'] as string[];
    commands.askedLevels.push(names);
    return answer(200, { levels: names.map((name) => ({ name, level: commands.levels[name] ?? 0 })) });
  }
  if (path === '/agent/v1/enforcements') {
    commands.enforcements.push(body());
    return answer(204);
  }
  if (path === '/api/v1/offline-time') {
    commands.offlineTimes.push(body());
    return answer(204);
  }
  return false;
}
