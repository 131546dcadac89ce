import { AnswerCheck } from './answer-check.js';
import type { ServedAnswer } from './watch-answers.js';

const DEVICE = {
  type: 'object',
  required: ['id', 'seenAt'],
  properties: { id: { type: 'integer' }, seenAt: { type: ['string', 'null'], format: 'date-time' } },
};
const ERROR = { type: 'object', required: ['error'], properties: { error: { type: 'string' } } };
const json = (name: string) => ({ 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } });
const check = new AnswerCheck({
  ...{ openapi: '3.1.0', info: { title: 'Devices', version: '1' } },
  paths: {
    '/devices/{id}': {
      get: {
        operationId: 'readDevice',
        responses: {
          200: { description: '', content: json('DeviceDto') },
          404: { $ref: '#/components/responses/OwnError404' },
        },
      },
      delete: { operationId: 'removeDevice', responses: { 204: { description: '' } } },
    },
    '/devices/all': {
      get: {
        operationId: 'listDevices',
        responses: {
          200: { description: '', content: { 'application/jsonl': json('DeviceDto')['application/json'] } },
        },
      },
    },
  },
  components: {
    schemas: { DeviceDto: DEVICE, ErrorBodyDto: ERROR },
    responses: { OwnError404: { description: '', content: json('ErrorBodyDto') } },
  },
});

const GOOD = { id: 1, seenAt: '2026-11-21T09:00:00Z' };
const at = (asked: string, status: number, body: unknown, contentType = 'application/json'): ServedAnswer => {
  const [method = '', path = ''] = asked.split(' ');
  return { method, path, status, contentType, body: typeof body === 'string' ? body : JSON.stringify(body) };
};

describe('the check of an answer', () => {
  it.each([
    ['an answer as documented', at('GET /devices/7', 200, GOOD)],
    ['null where null is documented', at('GET /Devices/7/', 200, { ...GOOD, seenAt: null })],
    ['a documented error', at('GET /devices/7', 404, { error: 'x' })],
    ['an answer without a body', at('DELETE /devices/7', 204, '')],
    ['lines that are each as documented', at('GET /devices/all', 200, '{"id":1,"seenAt":null}\n', 'application/jsonl')],
    ['the head of an answer', at('HEAD /devices/7', 200, '')],
    ['an error at an address where nothing is', at('GET /nothing', 404, { error: 'x' })],
    ['a page', at('GET /account', 200, '<p>', 'text/html')],
    ['the document', at('GET /api/docs/openapi.json', 200, {})],
  ])('lets %s through', (_, answer) => expect(check.faultIn(answer)).toBeUndefined());

  it.each([
    ['a status', at('DELETE /devices/7', 404, { error: 'x' }), /does not know the status; write @ApiRefusals\(404\)/],
    ['a type of body', at('GET /devices/7', 200, 'id', 'text/csv'), /knows the types application\/json, but not text/],
    ['a body', at('DELETE /devices/7', 204, 'x'), /knows no body/],
    ['a property', at('GET /devices/7', 200, { ...GOOD, extra: 1 }), /must NOT have additional properties/],
    ['a value', at('GET /devices/7', 200, { ...GOOD, seenAt: 'today' }), /body\/seenAt must match format "date-time"/],
    ['a line', at('GET /devices/all', 200, '{"id":1}\n', 'application/jsonl'), /must have required property 'seenAt'/],
    ['an operation', at('GET /gadgets', 200, GOOD), /does not know the operation/],
    ['a form of error', at('GET /nothing', 404, { message: 'x' }), /must have required property 'error'/],
    ['a body that is no JSON', at('GET /devices/7', 200, '{'), /is not JSON/],
  ])('says that the document does not know %s', (_, answer, words) => {
    expect(check.faultIn(answer)).toMatch(words);
    expect(check.faultIn(answer)).toContain(`${answer.method} ${answer.path} answered ${answer.status}`);
  });
});
