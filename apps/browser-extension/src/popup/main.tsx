import { startPage } from '../parts/start-page.js';
import { text } from '../parts/texts.js';
import { Popup } from './popup.js';

startPage(text('name'), <Popup />);
