export { type EmbeddedNode, type EmbeddedNodeOptions, startNode } from './start-node.js';
