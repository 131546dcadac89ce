export { type ScavengeResult } from './scavenge/scavenge.js';
export { type ServerFaults } from './reads/server-faults.js';
export { type EmbeddedNode, type EmbeddedNodeOptions, startNode } from './start-node.js';
