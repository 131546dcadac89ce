import { stdout } from 'node:process';
import { documentWithoutStores } from './document-without-stores.js';

// Prints the OpenAPI document of this version: `npm run -s openapi > openapi.json`.
stdout.write(`${JSON.stringify(await documentWithoutStores(), null, 2)}\n`);
