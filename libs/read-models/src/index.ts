export { openReadModels, type ReadModels, type ReadModelsLocation } from './read-models.js';
export { readReport } from './analytics/read-report.js';
