export type { LinkCarrier, LinkEvent, LinkPurpose } from './events.js';
export {
  type Link,
  linkDecider,
  linkLifetimeMs,
  type Links,
  shownLink,
  type ShownLink,
  unknownLink,
} from './link-decider.js';
export { LINK_EVENTS, readLinkEvent } from './read-link-event.js';
export { requireSetUpLink, setUpDecider, type SetUpEvent, type SetUpLink } from './set-up-link.js';
