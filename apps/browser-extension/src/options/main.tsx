import { startPage } from '../parts/start-page.js';
import { text } from '../parts/texts.js';
import { Options } from './options.js';

startPage(text('name'), <Options />);
