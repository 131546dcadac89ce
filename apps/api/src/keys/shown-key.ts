import { DEFAULT_KEY_KIND, type ListedKey } from '@app/domain';
import type { MadeKey, NewKey } from '../identity/keys.js';
import type { CreatedKeyDto, CreateKeyDto, ListedKeyDto, ShownKind } from './keys.dto.js';

/** The key that a request asks for. A field that is null counts as left out. */
export const newKeyOf = ({ name, kind, expiresAt }: Nullable<CreateKeyDto>): NewKey => ({
  name,
  kind: kind ?? DEFAULT_KEY_KIND,
  ...(typeof expiresAt === 'string' && { expiresAt: Date.parse(expiresAt) }),
});

/** A body as it may come: the checks of optional fields let null pass. */
type Nullable<Dto extends { name: string }> = Pick<Dto, 'name'> & { [Field in keyof Dto]: Dto[Field] | null };

/** A key that was just made, as the only answer that shows it. */
export const madeKeyAnswer = ({ id, name, kind, expiresAt, key }: MadeKey): CreatedKeyDto => ({
  id,
  name,
  kind,
  expiresAt: momentOrNull(expiresAt),
  key,
});

/** A key as lists show it. */
export const listedKeyAnswer = (key: ListedKey): ListedKeyDto => ({
  id: key.keyId,
  name: key.name,
  kind: shownKindOf(key),
  expiresAt: momentOrNull(key.expiresAt),
  lastUsedOn: key.lastUsedOn ?? null,
});

/** The kind of a key as people see it. A key from before there were kinds has none in the log. */
export const shownKindOf = ({ keyKind }: Pick<ListedKey, 'keyKind'>): ShownKind => keyKind ?? 'unlimited';

const momentOrNull = (moment: number | undefined): string | null =>
  moment === undefined ? null : new Date(moment).toISOString();
