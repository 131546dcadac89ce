import { userOfPeer } from './peer-user.js';

const HEAD = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
const TCP = `${HEAD}
   0: 0100007F:6AD8 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4711 1 0 100 0 0 10 0
   1: 0100007F:6AD8 0100007F:B2C4 01 00000000:00000000 00:00000000 00000000  1000        0 4712 1 0 20 4 30 10 -1
   2: 0100007F:B2C4 0100007F:6AD8 01 00000000:00000000 00:00000000 00000000  1001        0 4713 1 0 20 4 30 10 -1
   3: 0100007F:B2C4 0200007F:6AD8 01 00000000:00000000 00:00000000 00000000  1002        0 4714 1 0 20 4 30 10 -1
`;
const TCP6 = `${HEAD}
   0: 0000000000000000FFFF00000100007F:B2C5 0000000000000000FFFF00000100007F:6AD8 01 00000000:00000000 00:00000000 00000000  1003        0 1 1 0 20 4 30 10 -1
`;

describe('the user at the other end', () => {
  it.each([
    ['is in the line of its own end', TCP, 0xb2c4, 1001],
    ['is found by an address of the newer kind', TCP6, 0xb2c5, 1003],
    ['is not known without a line', TCP, 0xb2c6, undefined],
    ['is not known in an empty table', '', 0xb2c4, undefined],
    ['is not known in a damaged table', `${HEAD}\n 0: 0100007F:B2C4 0100007F:6AD8`, 0xb2c4, undefined],
  ])('%s', (_title, table, peerPort, expected) => {
    expect(userOfPeer(table, { peerPort, ownPort: 0x6ad8 })).toBe(expected);
  });
});
