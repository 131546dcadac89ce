export { directoryEntryOf, type DirectoryEvent, readDirectoryEvent } from './directory.js';
