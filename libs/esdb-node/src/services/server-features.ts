import { features } from '../wire/generated.js';

/** The version that the node imitates. */
const SERVER_VERSION = '23.10.0';

/**
 * `ServerFeatures/GetSupportedMethods` for calls named `/package.Service/Method`. The names are in
 * lower case, because the client compares them so. The client uses BatchAppend because it is
 * listed.
 */
export function encodeSupportedMethods(paths: Iterable<string>): Uint8Array {
  const answer = new features.SupportedMethods().setEventStoreServerVersion(SERVER_VERSION);
  for (const path of paths) {
    const [, service = '', method = ''] = path.toLowerCase().split('/');
    answer.addMethods(new features.SupportedMethod().setServiceName(service).setMethodName(method));
  }
  return answer.serializeBinary();
}
