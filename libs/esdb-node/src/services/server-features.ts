import { features, type SupportedMethods } from '../wire/generated.js';

/** The version whose behaviour the node follows. */
const SERVER_VERSION = '23.10.0';

/** The calls the node answers; on every other the client gets UNIMPLEMENTED. Lower case: the client compares so. */
const METHODS = {
  'event_store.client.streams.streams': ['read', 'append', 'batchappend', 'delete', 'tombstone'],
  'event_store.client.server_features.serverfeatures': ['getsupportedmethods'],
};

/** `ServerFeatures/GetSupportedMethods`. The client appends by BatchAppend because it is listed here. */
export function supportedMethods(): SupportedMethods {
  const answer = new features.SupportedMethods().setEventStoreServerVersion(SERVER_VERSION);
  for (const [service, methods] of Object.entries(METHODS))
    for (const method of methods)
      answer.addMethods(new features.SupportedMethod().setServiceName(service).setMethodName(method));
  return answer;
}
