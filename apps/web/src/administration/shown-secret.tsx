import { isolated } from '../format/isolated.js';
import { CopyText } from '../parts/copy-text.js';
import { useTexts } from '../text/reader.js';
import { TEXTS } from './texts.js';

/** What an application identifies itself with. */
export interface Secret {
  readonly name: string;
  readonly clientId: string;
  /** A public application has none. */
  readonly clientSecret?: string;
}

/** The id and the secret of an application, this once. */
export function ShownSecret({ secret: { name, clientId, clientSecret } }: { secret: Secret }) {
  const { text } = useTexts(TEXTS);
  return (
    <>
      <p>
        {text(clientSecret === undefined ? 'applications.made' : 'applications.madeSecret', { name: isolated(name) })}
      </p>
      <p class="quiet">client_id</p>
      <CopyText value={clientId} label="client_id" />
      {clientSecret !== undefined && (
        <>
          <p class="quiet">client_secret</p>
          <CopyText value={clientSecret} label="client_secret" />
        </>
      )}
    </>
  );
}
