import { OK, StatusCode, toTrailers } from './status.js';

describe('the trailers of a status', () => {
  it('hold only the code after a successful call', () => {
    expect(toTrailers(OK)).toEqual({ 'grpc-status': '0' });
  });

  it('hold text outside of printable ASCII percent-encoded, and the trailers of the status', () => {
    const status = { code: StatusCode.internal, details: '100 % von ü\n', trailers: { exception: 'broken' } };
    expect(toTrailers(status)).toEqual({
      exception: 'broken',
      'grpc-status': '13',
      'grpc-message': '100 %25 von %C3%BC%0A',
    });
  });
});
