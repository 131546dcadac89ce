import { existsSync, readFileSync } from 'node:fs';
import { SETTINGS, settingsOf } from '@app/settings';
import { Ajv } from 'ajv';
import { parse } from 'yaml';

/**
 * The tests run without a container engine, so this reads the deployment as a careful reviewer
 * does. First it checks docker-compose.yml against the part of the Compose specification that the
 * file uses, and then against what we promise about it. `findings` lists every fault of a document.
 * Each rule also gets a document that breaks it.
 */
interface Service {
  image: string;
  restart: string;
  user?: string;
  network_mode?: string;
  networks?: string[];
  environment?: Record<string, string | number | null>;
  ports?: string[];
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
  [key: string]: unknown;
}
interface Compose {
  name: string;
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean }>;
  volumes: Record<string, object>;
  [extension: `x-${string}`]: unknown;
}

const file = (path: string) => readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8');
const compose = parse(file('docker-compose.yml'), { merge: true }) as Compose;
const example = file('.env.example');

const text = { type: 'string', minLength: 1 };
const texts = { type: 'array', items: text, minItems: 1, uniqueItems: true };
const duration = { type: 'string', pattern: '^\\d+(s|m)$' };
const bytes = { type: 'string', pattern: '^\\d+(m|g)$' };
const map = (value: object) => ({ type: 'object', additionalProperties: value });
const closed = (properties: object, required: string[] = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

const always = {
  image: text,
  restart: { enum: ['no', 'unless-stopped'] },
  mem_limit: bytes,
  // A service that cannot run with these settings needs a reason here.
  read_only: { const: true },
  cap_drop: { const: ['ALL'] },
  security_opt: { const: ['no-new-privileges:true'] },
  logging: closed({ driver: { const: 'json-file' }, options: closed({ 'max-size': text, 'max-file': text }) }),
};
const sometimes = {
  build: text,
  user: { type: 'string', pattern: '^\\d+:\\d+$' },
  init: { type: 'boolean' },
  cap_add: texts,
  network_mode: { const: 'none' },
  networks: texts,
  entrypoint: texts,
  command: texts,
  environment: map({ type: ['string', 'number', 'null'] }),
  ports: texts,
  volumes: { ...texts, items: { type: 'string', pattern: '^(\\./)?[a-z][\\w./-]*:/[\\w./-]+(:ro)?$' } },
  tmpfs: { ...texts, items: { type: 'string', pattern: '^/[\\w./-]+:(\\w+=\\w+,)*size=\\d+m$' } },
  pids_limit: { type: 'integer', minimum: 1 },
  ulimits: closed({ nofile: closed({ soft: { type: 'integer' }, hard: { type: 'integer' } }) }),
  stop_grace_period: duration,
  depends_on: map(closed({ condition: { enum: ['service_healthy', 'service_completed_successfully'] } })),
  healthcheck: closed({
    test: { ...texts, items: [{ const: 'CMD' }], additionalItems: text, minItems: 2 },
    interval: duration,
    timeout: duration,
    retries: { type: 'integer', minimum: 1 },
    start_period: duration,
  }),
};
const hasForm = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true, strictTuples: false }).compile({
  ...closed({
    name: text,
    services: map(closed({ ...always, ...sometimes }, Object.keys(always))),
    networks: map(closed({ internal: { type: 'boolean' } }, [])),
    volumes: map(closed({})),
  }),
  patternProperties: { '^x-': {} },
});

/** The names of design.md section 11. */
const OURS = ['api', 'projector'] as const;
const isUsedBy = (program: (typeof OURS)[number], name: string) =>
  Object.values(SETTINGS)
    .flatMap(settingsOf)
    .some((setting) => setting.name === name && setting.usedBy.includes(program));
const REQUIRED = /^\$\{[A-Z_]+:\?[^}]+\}$/;

/** A value as Compose reads it when .env is empty. */
const withDefaults = (value: string) =>
  value.replace(/\$\{\w+(?::([-?])([^}]*))?\}/g, (_, kind, rest: string) => (kind === '-' ? rest : ''));

/** Each variable that the document takes from .env, with whether it must be set. */
function variablesOf(document: Compose): Map<string, boolean> {
  const found = new Map<string, boolean>();
  for (const [, name = '', operator] of JSON.stringify(document.services).matchAll(/\$\{(\w+)(:[-?])?/g))
    found.set(name, operator === ':?' || found.get(name) === true);
  for (const { environment = {} } of Object.values(document.services))
    for (const [name, value] of Object.entries(environment)) if (value === null) found.set(name, false);
  return found;
}

const faultsOfForm = (document: Compose) =>
  hasForm(document) ? [] : (hasForm.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);

function faultsOfReferences({ services, networks, volumes }: Compose): string[] {
  const faults: string[] = [];
  for (const [name, service] of Object.entries(services)) {
    for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
      if (!services[other]) faults.push(`${name} waits for ${other}, which does not exist`);
      else if (condition === 'service_healthy' && !services[other].healthcheck)
        faults.push(`${name} waits for the health of ${other}, which is never checked`);
    }
    for (const network of service.networks ?? [])
      if (!networks[network]) faults.push(`${name} joins ${network}, which is not declared`);
    for (const volume of service.volumes ?? []) {
      const source = volume.split(':')[0] ?? '';
      const exists = source.startsWith('./')
        ? existsSync(new URL(`../../../../${source}`, import.meta.url))
        : source in volumes;
      if (!exists) faults.push(`${name} mounts ${source}, which does not exist`);
    }
  }
  return faults;
}

/** A service whose end another service waits for runs once. Every other service runs on. */
function faultsOfRunning({ services }: Compose): string[] {
  const conditions = Object.values(services).flatMap((service) => Object.entries(service.depends_on ?? {}));
  const once = conditions.filter(([, { condition }]) => condition !== 'service_healthy').map(([name]) => name);
  return Object.entries(services).flatMap(([name, service]) => [
    ...(once.includes(name) || service.healthcheck ? [] : [`${name} has no health check`]),
    ...((service.restart === 'no') === once.includes(name) ? [] : [`${name} restarts ${service.restart}`]),
    ...(/:(local|\d+(\.\d+){2,}[\w.-]*)$/.test(service.image) ? [] : [`${name} runs ${service.image}, not pinned`]),
  ]);
}

function faultsOfExposure({ services, networks }: Compose): string[] {
  return Object.entries(services).flatMap(([name, service]) => {
    const open = (service.ports ?? []).filter((port) => name !== 'api' || withDefaults(port) !== '127.0.0.1:3000:3000');
    const reachesOut = (service.networks ?? []).some((network) => networks[network]?.internal !== true);
    const isolated = service.network_mode === 'none' || (service.networks !== undefined && !reachesOut);
    return [
      ...open.map((port) => `${name} publishes ${port}`),
      ...(name === 'api' || isolated ? [] : [`${name} reaches the outside`]),
    ];
  });
}

function faultsOfSecrets({ services }: Compose): string[] {
  return Object.entries(services).flatMap(([name, { environment = {} }]) =>
    Object.entries(environment).flatMap(([key, value]) => {
      const inUrl = /:\/\/[^:/?]+:(\$\{[^}]*\}|[^@]*)@/.exec(String(value))?.[1];
      // Passed on from .env when it is there. An identity provider is optional.
      if (value === null && key.startsWith('OAUTH2_LOGIN_')) return [];
      const secret = /PASSWORD|TOKEN|SECRET/.test(key) ? String(value) : inUrl;
      return secret === undefined || REQUIRED.test(secret) ? [] : [`${name} takes ${key} from no required variable`];
    }),
  );
}

const faultsOfSettings = ({ services }: Compose) =>
  OURS.flatMap((name) =>
    Object.keys(services[name]?.environment ?? {})
      .filter((key) => !isUsedBy(name, key))
      .map((key) => `${name} is given ${key}, which is not a setting`),
  );

function faultsOfExample(document: Compose, envExample: string): string[] {
  const variables = variablesOf(document);
  const documented = new Map(
    [...envExample.matchAll(/^(# )?([A-Z0-9_]+)=(.*)$/gm)].map((m) => [m[2] ?? '', m] as const),
  );
  return [
    ...[...variables.keys()].filter((name) => !documented.has(name)).map((name) => `${name} is not documented`),
    ...[...documented.keys()].filter((name) => !variables.has(name)).map((name) => `${name} is used nowhere`),
    ...[...documented]
      .filter(([name, [, comment, , value]]) => variables.get(name) === true && (comment ?? value) !== '')
      .map(([name]) => `${name} is required and has a value ready to be left unchanged`),
  ];
}

const findings = (document: Compose, envExample = example) => [
  ...faultsOfForm(document),
  ...faultsOfReferences(document),
  ...faultsOfRunning(document),
  ...faultsOfExposure(document),
  ...faultsOfSecrets(document),
  ...faultsOfSettings(document),
  ...faultsOfExample(document, envExample),
];

type Services = Record<'certificates' | 'eventstore' | 'clickhouse' | 'api' | 'projector', Service>;
const environmentOf = (service: Service) => (service.environment ??= {});

describe('docker-compose.yml', () => {
  it('has no fault that we know how to look for', () => {
    expect(findings(compose)).toEqual([]);
  });

  it.each<[string, (services: Services, document: Compose) => unknown, string]>([
    ['a misspelt key', ({ api }) => (api.restrat = 'always'), 'must NOT have additional properties'],
    ['a writable root filesystem', ({ clickhouse }) => (clickhouse.read_only = false), '/clickhouse/read_only must be'],
    ['a service without a memory limit', ({ api }) => delete api.mem_limit, "must have required property 'mem_limit'"],
    ['logs that grow for ever', ({ api }) => (api.logging = { driver: 'json-file' }), "property 'options'"],
    ['a health check as shell text', ({ api }) => (api.healthcheck = { test: ['curl x'] }), '/healthcheck'],
    [
      'a wait for nothing',
      ({ api }) => (api.depends_on = { db: { condition: 'service_healthy' } }),
      'api waits for db',
    ],
    ['a volume never declared', (_, { volumes }) => delete volumes['eventstore-data'], 'mounts eventstore-data'],
    ['a missing configuration file', ({ api }) => (api.volumes = ['./no.xml:/no.xml:ro']), 'api mounts ./no.xml'],
    ['a network never declared', (_, { networks }) => delete networks.stores, 'joins stores'],
    ['a service never checked', ({ projector }) => delete projector.healthcheck, 'projector has no health check'],
    ['a store that stays down', ({ eventstore }) => (eventstore.restart = 'no'), 'eventstore restarts no'],
    [
      'a loop of one-shot runs',
      ({ certificates }) => (certificates.restart = 'unless-stopped'),
      'certificates restarts',
    ],
    ['an image that moves', ({ clickhouse }) => (clickhouse.image = 'clickhouse/server:latest'), 'not pinned'],
    [
      'a store on the network',
      ({ eventstore }) => (eventstore.ports = ['127.0.0.1:2113:2113']),
      'eventstore publishes',
    ],
    ['the API on every address', ({ api }) => (api.ports = ['3000:3000']), 'api publishes 3000:3000'],
    ['a store that calls home', (_, { networks }) => (networks.stores = {}), 'eventstore reaches the outside'],
    [
      'a store on the default network',
      ({ clickhouse }) => delete clickhouse.networks,
      'clickhouse reaches the outside',
    ],
    [
      'a password written down',
      ({ clickhouse }) => (environmentOf(clickhouse).CLICKHOUSE_PASSWORD = 'changeit'),
      'clickhouse takes CLICKHOUSE_PASSWORD from no required variable',
    ],
    [
      'a password with a default',
      ({ api }) => (environmentOf(api).ADMIN_TOKEN = '${ADMIN_TOKEN:-admin}'),
      'api takes ADMIN_TOKEN from no required variable',
    ],
    [
      'a password that may be empty inside a URL',
      ({ projector }) => (environmentOf(projector).CLICKHOUSE_URL = 'http://timeledger:${CLICKHOUSE_PASSWORD}@c:8123'),
      'projector takes CLICKHOUSE_URL from no required variable',
    ],
    [
      'an unknown setting',
      ({ api }) => (environmentOf(api).NODE_OPTIONS = '-v'),
      'NODE_OPTIONS, which is not a setting',
    ],
    [
      'a variable without an explanation',
      ({ api }) => (environmentOf(api).HOST = '${BIND:-::}'),
      'BIND is not documented',
    ],
    ['an explanation of nothing', ({ api }) => delete api.ports, 'PUBLISH_PORT is used nowhere'],
  ])('would be refused with %s', (_, spoil, fault) => {
    const document = structuredClone(compose);
    spoil(document.services as Services, document);
    expect(findings(document).join('\n')).toContain(fault);
  });

  it('would be refused with an example file that has a password ready to use', () => {
    const careless = example.replace(/^CLICKHOUSE_PASSWORD=$/m, 'CLICKHOUSE_PASSWORD=secret');
    expect(findings(compose, careless)).toEqual([expect.stringContaining('CLICKHOUSE_PASSWORD is required')]);
  });
});

describe('Dockerfile', () => {
  const lines = file('Dockerfile').replaceAll('\\\n', ' ').split('\n');
  const wordsAfter = (instruction: string) =>
    lines.filter((line) => line.startsWith(`${instruction} `)).map((line) => line.split(/\s+/).slice(1));

  it('builds from what .dockerignore lets in, and from nothing else', () => {
    const visible = [...file('.dockerignore').matchAll(/^!(.+)$/gm)].map(([, path]) => path);
    const copied = wordsAfter('COPY').filter(([first]) => !first?.startsWith('--from='));
    expect([...new Set(copied.flatMap((words) => words.slice(0, -1)))].sort()).toEqual(visible.sort());
    expect(file('.dockerignore')).toMatch(/^\*$/m);
  });

  it('pins its one base image, runs as an ordinary user and asks the API the question that Compose asks', () => {
    const stages = wordsAfter('FROM').map(([, , stage]) => stage);
    expect(wordsAfter('FROM').filter(([from]) => !stages.includes(from))).toEqual([
      [expect.stringMatching(/^node:20\.\d+-bookworm-slim$/), 'AS', 'runtime'],
    ]);
    expect(wordsAfter('USER')).toEqual([['node']]);
    const check = lines.find((line) => line.startsWith('HEALTHCHECK')) ?? '';
    const asked = compose.services.api?.healthcheck?.test.at(-1) ?? 'nothing';
    expect(check.replace("'+process.env.PORT+'", '3000')).toContain(asked);
  });
});
