import { type Command, InvalidArgumentError } from 'commander';
import { type AdminClient, AdminError, type ListedApplication, type ListedUser } from './admin-client.js';
import { type Row, textTable } from './text-table.js';

export interface Listing {
  readonly connect: () => Promise<AdminClient>;
  readonly write: (text: string) => void;
}

interface Json {
  readonly json?: boolean;
}

const JSON_WORDS = 'print JSON, for programs';

/** Adds the commands that list, show and erase accounts. */
export function addUserLists(user: Command, { connect, write }: Listing): void {
  user
    .command('list')
    .description('Lists the accounts, oldest first, or those whose e-mail address has a part.')
    .option('--email <part>', 'a part of the address, in any case', filled)
    .option('--json', JSON_WORDS)
    .action(async ({ email, json }: Json & { email?: string }) => {
      const users: ListedUser[] = [];
      for await (const one of (await connect()).users(email)) users.push(one);
      write(json ? `${JSON.stringify({ users })}\n` : textTable(users.map(rowOfUser), 'There is no such account.'));
    });
  user
    .command('show')
    .description('Shows one account.')
    .requiredOption('--user <id>', 'the id of the account', filled)
    .option('--json', JSON_WORDS)
    .action(async ({ user: id, json }: Json & { user: string }) => {
      const account = await (await connect()).user(id);
      write(json ? `${JSON.stringify(account)}\n` : textTable([rowOfUser(account)], ''));
    });
  user
    .command('erase')
    .description('Closes an account and erases everything in it, for ever. Prints {"id"}: the id of the erasure.')
    .requiredOption('--user <id>', 'the id of the account', filled)
    .requiredOption(
      '--email <address>',
      'its whole e-mail address, so that no other account is erased by mistake',
      filled,
    )
    .action(async ({ user: id, email }: Record<'user' | 'email', string>) => {
      const client = await connect();
      const account = await client.user(id);
      if (account.email !== email.trim().toLowerCase()) {
        throw new AdminError(`Nothing was erased: the address of this account is ${account.email}.`);
      }
      write(`${JSON.stringify(await client.eraseUser(id))}\n`);
    });
}

/** Adds the commands that list and remove applications. */
export function addApplicationLists(application: Command, { connect, write }: Listing): void {
  application
    .command('list')
    .description('Lists the registered applications, oldest first.')
    .option('--json', JSON_WORDS)
    .action(async ({ json }: Json) => {
      const applications = await (await connect()).applications();
      const table = () => textTable(applications.map(rowOfApplication), 'No application is registered.');
      write(json ? `${JSON.stringify({ applications })}\n` : table());
    });
  application
    .command('remove')
    .description('Removes an application, with every token that it holds. Prints {"clientId"}.')
    .requiredOption('--client <id>', 'the clientId of the application', filled)
    .action(async ({ client: clientId }: { client: string }) => {
      await (await connect()).removeApplication(clientId);
      write(`${JSON.stringify({ clientId })}\n`);
    });
}

const rowOfUser = ({ id, email, isEmailVerified, timeZone, plan, hasPassword, keys }: ListedUser): Row => ({
  ...{ id, email, verified: isEmailVerified, 'time zone': timeZone, plan, password: hasPassword, keys },
});

const rowOfApplication = (application: ListedApplication): Row => ({
  clientId: application.clientId,
  name: application.name,
  public: application.public,
  scopes: application.scopes.join(','),
  'sent back to': application.redirectUris.join(','),
});

function filled(value: string): string {
  if (value === '') throw new InvalidArgumentError('It is empty.');
  return value;
}
