import ts from 'typescript';

/** The compiler's errors when a new event, category or decision is missing in the catalogue. */

const SOURCES = 'libs/domain/src';
const CATALOGUE = `${SOURCES}/log/catalogue.ts`;

const { config } = ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path)) as {
  config: { compilerOptions: object };
};
const { options } = ts.convertCompilerOptionsFromJson({ ...config.compilerOptions, types: [] }, '.');
const parsed = new Map<string, ts.SourceFile | undefined>();

/**
 * The errors in one file after a text in another file is replaced. Throws when that has no such
 * text.
 */
function errorsIn(file: string, changed: string, [text, replacement]: readonly [string, string]): string[] {
  const host = ts.createCompilerHost(options);
  const { getSourceFile, readFile } = host;
  host.readFile = (path) => {
    const source = readFile(path);
    if (!path.endsWith(changed)) return source;
    if (!source?.includes(text)) throw new Error(`${changed} does not have: ${text}`);
    return source.replace(text, replacement);
  };
  host.getSourceFile = (path, ...how) => {
    if (path.endsWith(changed)) return getSourceFile(path, ...how);
    if (!parsed.has(path)) parsed.set(path, getSourceFile(path, ...how));
    return parsed.get(path);
  };
  const program = ts.createProgram({ rootNames: [file], options, host });
  const errors = program.getSemanticDiagnostics(program.getSourceFile(file));
  return errors.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

const PAINTED = `interface FocusSessionPainted extends DomainEvent {
  readonly type: 'FocusSessionPainted';
  readonly data: { readonly colour: string };
}
export type FocusEvent = FocusSessionPainted | `;

it('the unchanged catalogue compiles', () => {
  expect(errorsIn(CATALOGUE, CATALOGUE, ['interface', 'interface'])).toEqual([]);
});

it('an event without its entry does not compile', () => {
  const change = ['export type FocusEvent = ', PAINTED] as const;
  const [error, ...more] = errorsIn(`${SOURCES}/focus/read-focus-event.ts`, `${SOURCES}/focus/events.ts`, change);
  expect(error).toContain("Property 'FocusSessionPainted' is missing");
  expect(more).toEqual([]);
});

it.each([
  ['a check', 'check: ended, upcasters: []', 'upcasters: []', 'check'],
  ['its upcasters', 'check: ended, upcasters: []', 'check: ended', 'upcasters'],
])('an event without %s does not compile', (_what, text, replacement, property) => {
  const file = `${SOURCES}/focus/read-focus-event.ts`;
  expect(errorsIn(file, file, [text, replacement]).join('\n')).toContain(`Property '${property}' is missing`);
});

it.each([
  ['a category without its entry', '  team: TeamEvent;', '  team: TeamEvent; painting: TeamEvent;', 'painting'],
  ['a category without a decision about erasure', "  whenAccountIsErased: 'remove',\n", '', 'whenAccountIsErased'],
  ['a category that does not say whether an export holds it', '  isExported: true,\n', '', 'isExported'],
  ['a category that does not say whether an import takes it', '  isImported: true,\n', '', 'isImported'],
  ['a category that does not say whose it is', "  owner: 'user-of-name',\n", '', 'owner'],
])('%s does not compile', (_what, text, replacement, property) => {
  const errors = errorsIn(CATALOGUE, CATALOGUE, [text, replacement]);
  expect(errors.join('\n')).toContain(`Property '${property}' is missing`);
});

it('a category with the events or the reader of another does not compile', () => {
  const change = ['events: FOCUS_EVENTS, read: readFocusEvent', 'events: ALERT_EVENTS, read: readAlertEvent'] as const;
  expect(errorsIn(CATALOGUE, CATALOGUE, change).join('\n')).toMatch(/FocusSessionStarted|AlertDefined/);
});
