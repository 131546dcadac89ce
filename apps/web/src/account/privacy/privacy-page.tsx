import { Card } from '../../parts/card.js';
import { at } from '../../server/address.js';
import { useTexts } from '../../text/reader.js';
import { AccountPage } from '../account-page.js';
import { DeleteAccount } from './delete-account.js';
import { EraseCard } from './erase-card.js';
import { KeepingCard } from './keeping-card.js';
import { StoredCard } from './stored-card.js';
import { TEXTS } from './texts.js';

/** What is stored about the reader, how long, and how it leaves. */
export function PrivacyPage() {
  const { text } = useTexts(TEXTS);
  return (
    <AccountPage title={text('privacy.title')}>
      <StoredCard />
      <KeepingCard />
      <Card title={text('export.title')}>
        <p>{text('export.words')}</p>
        <p class="choices">
          <a class="button" target="_self" download href={at('/api/v1/export?format=jsonl')}>
            {text('export.jsonl')}
          </a>
          <a class="button" target="_self" download href={at('/api/v1/export?format=csv')}>
            {text('export.csv')}
          </a>
        </p>
      </Card>
      <EraseCard />
      <DeleteAccount />
    </AccountPage>
  );
}
