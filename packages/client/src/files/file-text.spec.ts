import { fileText } from './file-text.js';

const read = (bytes: readonly number[] | string, encoding?: string) =>
  fileText('t.csv', typeof bytes === 'string' ? Buffer.from(bytes) : Buffer.from(bytes), encoding);

describe('a file as text', () => {
  it.each<[title: string, bytes: number[] | string, text: string, encoding: string]>([
    ['in ASCII', 'a,b', 'a,b', 'utf-8'],
    ['in UTF-8', 'Müller €', 'Müller €', 'utf-8'],
    ['with U+FFFD in UTF-8', '\ufffd', '\ufffd', 'utf-8'],
    ['with a byte order mark', '\ufeffü', 'ü', 'utf-8'],
    ['in UTF-16, little end first', [0xff, 0xfe, 0xfc, 0], 'ü', 'utf-16le'],
    ['in UTF-16, big end first', [0xfe, 0xff, 0, 0xfc], 'ü', 'utf-16be'],
    ['in UTF-16 without a mark', [0x61, 0, 0xfc, 0], 'aü', 'utf-16le'],
    ['in Windows-1252', [0x4d, 0xfc, 0x80, 0x93, 0x9f], 'Mü€“Ÿ', 'windows-1252'],
    ['that is empty', '', '', 'utf-8'],
  ])('%s is read', (_title, bytes, text, encoding) =>
    expect(read(bytes)).toEqual({ text, encoding, isGuess: encoding === 'windows-1252' }),
  );

  it.each<[encoding: string, bytes: number[], text: string]>([
    ['windows-1252', [0x80, 0xe9], '€é'],
    ['latin1', [0x80, 0xe9], '€é'],
    ['windows-1251', [0xcc], 'М'],
    ['iso-8859-2', [0xb1], 'ą'],
  ])('is read in %s when the user says so', (encoding, bytes, text) =>
    expect(read(bytes, encoding)).toEqual({ text, encoding, isGuess: false }),
  );

  it.each<[title: string, bytes: number[], encoding: string | undefined, message: string]>([
    ['that is UTF-8 in places', [0xc3, 0xbc, 0xfc], undefined, 'Name its encoding'],
    ['with a byte that Windows-1252 does not use', [0x4d, 0x81], undefined, 'Name its encoding'],
    ['with half a unit of UTF-16', [0xff, 0xfe, 0xfc], undefined, 'Name its encoding'],
    ['in another encoding than the named one', [0xfc], 'utf-8', 'is not the encoding of t.csv'],
    ['in an unknown encoding', [0xfc], 'klingon', 'is not an encoding'],
  ])('%s is refused', (_title, bytes, encoding, message) => expect(() => read(bytes, encoding)).toThrow(message));
});
