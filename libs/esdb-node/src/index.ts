export { type ScavengeResult } from './scavenge/scavenge.js';
export { type EmbeddedNode, type EmbeddedNodeOptions, startNode } from './start-node.js';
