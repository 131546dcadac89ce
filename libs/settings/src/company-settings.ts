import { z } from 'zod';
import { optionalSetting, type SettingGroup } from './setting.js';
import { httpUrl } from './texts.js';

/** One setting of a company's identity provider. */
const signIn = (name: string, meaning: string, example: string) =>
  optionalSetting({
    name: `OAUTH2_LOGIN_${name}`,
    schema: httpUrl,
    expected: 'like https://login.example.org/authorize',
    meaning,
    example,
    usedBy: ['api'],
  });

/** Signing in through the identity provider of a company. */
export const COMPANY_SETTINGS = {
  settings: {
    issuer: signIn(
      'ISSUER',
      "The issuer of the company's OpenID provider: the address before `/.well-known/openid-configuration`. " +
        'Set it with the client id, the client secret and `PUBLIC_URL`.',
      'https://login.example.org',
    ),
    authorizationUrl: signIn(
      'AUTHORIZATION_URL',
      'For a provider without an issuer, in place of it: the address at which the provider signs people in. Set the next two as well.',
      'https://login.example.org/authorize',
    ),
    tokenUrl: signIn(
      'TOKEN_URL',
      'The address at which the provider exchanges a code for a token.',
      'https://login.example.org/token',
    ),
    userInfoUrl: signIn(
      'USERINFO_URL',
      'The address at which the provider tells who signed in: `sub` or `id`, which never changes, and `email`, which counts when `email_verified` is true.',
      'https://login.example.org/userinfo',
    ),
    clientId: optionalSetting({
      name: 'OAUTH2_LOGIN_CLIENT_ID',
      schema: z.string(),
      expected: 'a text',
      meaning:
        'The client id of Timeledger at the provider. The provider sends browsers back to `PUBLIC_URL/sign-in/company/callback`.',
      example: 'timeledger',
      usedBy: ['api'],
    }),
    clientSecret: optionalSetting({
      name: 'OAUTH2_LOGIN_CLIENT_SECRET',
      schema: z.string(),
      expected: 'a text',
      meaning: 'The client secret of Timeledger at the provider.',
      usedBy: ['api'],
      isSecret: true,
    }),
  },
  allOrNone: { with: 'PUBLIC_URL', either: [['issuer'], ['authorizationUrl', 'tokenUrl', 'userInfoUrl']] as const },
} satisfies SettingGroup;
