import { features } from '../wire/generated.js';

/** The version whose behaviour the node follows. */
const SERVER_VERSION = '23.10.0';

/**
 * `ServerFeatures/GetSupportedMethods` for calls named `/package.Service/Method`. In lower case: the client compares so.
 * It appends by BatchAppend because that is listed here.
 */
export function encodeSupportedMethods(paths: Iterable<string>): Uint8Array {
  const answer = new features.SupportedMethods().setEventStoreServerVersion(SERVER_VERSION);
  for (const path of paths) {
    const [, service = '', method = ''] = path.toLowerCase().split('/');
    answer.addMethods(new features.SupportedMethod().setServiceName(service).setMethodName(method));
  }
  return answer.serializeBinary();
}
