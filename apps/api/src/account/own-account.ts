import { Injectable } from '@nestjs/common';
import { Accounts } from '../identity/accounts.js';
import { Keepings } from '../keeping/keepings.js';

/** What the page of an account shows and changes. */
@Injectable()
export class OwnAccount {
  constructor(
    readonly accounts: Accounts,
    readonly keepings: Keepings,
  ) {}
}
