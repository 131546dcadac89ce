/** The number of errno EIO in an error of LMDB. */
const IO_ERROR = 5;

/**
 * Runs a write and gives a disk error a text for people. LMDB says "Input/output error" when the
 * disk took only a part of the bytes. A disk that is becoming full does that.
 */
export function asDiskErrors<Result>(write: () => Result): Result {
  try {
    return write();
  } catch (error) {
    const isPartialWrite = typeof error === 'object' && error !== null && 'code' in error && error.code === IO_ERROR;
    throw isPartialWrite ? new Error('No space left on device, or the device is failing.', { cause: error }) : error;
  }
}
