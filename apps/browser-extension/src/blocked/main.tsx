import { type Replaced, replacedName } from '../background/block-page.js';
import { api } from '../browser/web-extension.js';
import { startPage } from '../parts/start-page.js';
import { text } from '../parts/texts.js';
import { Blocked } from './blocked.js';

const { id } = (await api.tabs.getCurrent()) ?? {};
const name = replacedName(id ?? -1);
const { [name]: stored } = await api.storage.session.get([name]);
const replaced = stored as Replaced | undefined;
if (id !== undefined && replaced !== undefined)
  startPage(
    text('blockedTitle', replaced.block.host),
    <Blocked tabId={id} url={replaced.url} block={replaced.block} />,
  );
// The browser started again and restored this tab: its address is forgotten.
else
  startPage(
    text('name'),
    <main class="blocked">
      <h1>{text('name')}</h1>
      <p>{text('focusOver')}</p>
    </main>,
  );
