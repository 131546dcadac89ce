export { type Log, logProjector } from './log-projector.js';
export { Projector, type ProjectorObserver, type ProjectorOptions } from './projector.js';
export { type ProjectionStatus, readProjectionStatus } from './status.js';
