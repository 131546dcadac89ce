export { openReadModels, type ReadModels, type ReadModelsLocation } from './read-models.js';
