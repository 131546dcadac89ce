import './design/tokens.css';
import './design/pages.css';
import { render } from 'preact';
import { App } from './app.js';
import { watchTyping } from './live/on-demand.js';
import { ReaderTexts } from './text/reader.js';
import { textsFor } from './text/texts.js';

watchTyping();
const texts = textsFor(navigator.languages);
document.documentElement.lang = texts.language;
const place = document.getElementById('app');
if (place)
  render(
    <ReaderTexts.Provider value={texts}>
      <App />
    </ReaderTexts.Provider>,
    place,
  );
