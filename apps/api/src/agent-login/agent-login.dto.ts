import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsString, Length, Matches, MaxLength } from 'class-validator';
import { IsPlainText } from '../http/is-plain-text.js';

const NAME = { minLength: 1, maxLength: 100, example: 'ada on desk', description: 'The name that the key will have.' };
/** The address at which an agent waits. Nothing else is ever redirected to. */
const PORT = '(?:[1-9]\\d{3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])';
const REDIRECT_URI = new RegExp(`^http://(?:127\\.0\\.0\\.1|\\[::1\\]):${PORT}/signed-in$`);
const REDIRECT = {
  pattern: REDIRECT_URI.source,
  example: 'http://127.0.0.1:40123/signed-in',
  description: 'Where the agent waits: a port of the person’s own machine.',
};
const DEVICE_CODE = { maxLength: 2_000, description: 'Only the agent knows it.' };
const LONGEST_CODE = 2_000;

export class LoginRequestDto {
  @ApiProperty(NAME)
  @IsString()
  @Length(1, 100)
  @IsPlainText()
  deviceName!: string;
}

/** A sign-in that waits for a person who types the code. */
export class StartedLoginDto {
  @ApiProperty(DEVICE_CODE)
  readonly deviceCode!: string;

  @ApiProperty({ example: 'BCDF-GHJK', description: 'The person types it on the page.' })
  readonly userCode!: string;

  @ApiProperty({ example: 'https://time.example.org/connect-agent', description: 'The page for the code.' })
  readonly verificationUri!: string;

  @ApiProperty({ example: 600 })
  readonly expiresInSeconds!: number;

  @ApiProperty({ example: 5, description: 'The agent asks for its key so often. `slow_down` adds five seconds.' })
  readonly intervalSeconds!: number;
}

export class DeviceCodeDto {
  @ApiProperty(DEVICE_CODE)
  @IsString()
  @MaxLength(LONGEST_CODE)
  deviceCode!: string;
}

/** A code that the agent got at its own port. */
export class AgentCodeDto {
  @ApiProperty({ maxLength: LONGEST_CODE })
  @IsString()
  @MaxLength(LONGEST_CODE)
  code!: string;

  @ApiProperty({ pattern: '^[A-Za-z0-9._~-]{43,128}$', description: 'Its SHA-256 is the challenge (RFC 7636).' })
  @Matches(/^[A-Za-z0-9._~-]{43,128}$/)
  codeVerifier!: string;

  @ApiProperty(REDIRECT)
  @Matches(REDIRECT_URI)
  redirectUri!: string;
}

/** The key of an agent. No later answer shows it again. */
export class AgentKeyDto {
  @ApiProperty({ format: 'uuid', description: 'The id by which the key is revoked. It gives no access.' })
  readonly id!: string;

  @ApiProperty({ example: 'a-secret-that-is-shown-once' })
  readonly key!: string;

  @ApiProperty({ example: 'ada on desk' })
  readonly name!: string;

  @ApiProperty({ example: 'ada@example.org', description: 'The account that the time goes to.' })
  readonly email!: string;
}

export class BrowserConsentDto extends LoginRequestDto {
  @ApiProperty({ pattern: '^[A-Za-z0-9_-]{43}$', description: 'The S256 challenge of the agent (RFC 7636).' })
  @Matches(/^[A-Za-z0-9_-]{43}$/)
  codeChallenge!: string;

  @ApiProperty(REDIRECT)
  @Matches(REDIRECT_URI)
  redirectUri!: string;

  @ApiProperty({ pattern: '^[A-Za-z0-9_-]{16,128}$', description: 'Comes back to the agent as it is.' })
  @Matches(/^[A-Za-z0-9_-]{16,128}$/)
  state!: string;
}

export class BrowserConsentAnswerDto {
  @ApiProperty({ description: 'The page goes there: the address of the agent, with code and state.' })
  readonly location!: string;
}

export class UserCodeDto {
  @ApiProperty({ maxLength: 40, example: 'BCDF-GHJK', description: 'As the person typed it.' })
  @IsString()
  @MaxLength(40)
  userCode!: string;
}

export class UserCodeAnswerDto extends UserCodeDto {
  @ApiProperty({ description: 'Whether the agent gets a key.' })
  @IsBoolean()
  isAllowed!: boolean;
}

/** What a person must know before the answer. */
export class WaitingAgentDto {
  @ApiProperty({ example: 'ada on desk', description: 'The name that the agent gave itself.' })
  readonly deviceName!: string;

  @ApiProperty({ example: '192.0.2.7', description: 'The address from which the agent asks.' })
  readonly address!: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-21T11:00:00.000Z' })
  readonly startedAt!: string;
}
