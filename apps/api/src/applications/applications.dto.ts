import { type Scope, SCOPES } from '@app/domain';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsArray, IsBoolean, IsOptional, IsString, MaxLength } from 'class-validator';

const REDIRECT_URI = 'https://app.example/done';

export class RegisterApplicationDto {
  /** The name by which users know the application. */
  @ApiProperty({ maxLength: 100, example: 'Reporter', description: 'The name by which users know the application.' })
  @IsString()
  @MaxLength(100)
  name!: string;

  /** Where users may be sent back to: compared to the letter. */
  @ApiProperty({
    type: [String],
    example: [REDIRECT_URI],
    description: 'The addresses that users may be sent back to. They are compared to the letter.',
  })
  @IsArray()
  @IsString({ each: true })
  redirectUris!: string[];

  /** The most that the application may ask for. */
  @ApiProperty({
    enum: SCOPES,
    isArray: true,
    example: ['time_data'],
    description: 'The most that the application may ask for.',
  })
  @IsArray()
  @IsString({ each: true })
  scopes!: string[];

  /** Whether the application cannot keep a secret, such as one that runs in a browser. */
  @ApiPropertyOptional({
    description: 'Whether the application cannot keep a secret, such as one that runs in a browser.',
    default: false,
  })
  @IsOptional()
  @IsBoolean()
  public?: boolean;
}

/** An application that was registered just now. */
export class RegisteredApplicationDto {
  @ApiProperty({ format: 'uuid' })
  readonly clientId!: string;

  @ApiPropertyOptional({
    description: 'The secret. No later answer shows it again. An application that cannot keep a secret has none.',
    example: 'a-secret-that-is-shown-once',
  })
  readonly clientSecret?: string;
}

/** What an application was registered with. */
export class ApplicationDto {
  @ApiProperty({ format: 'uuid' })
  readonly clientId!: string;

  @ApiProperty({ example: 'Reporter' })
  readonly name!: string;

  @ApiProperty({ type: [String], example: [REDIRECT_URI] })
  readonly redirectUris!: readonly string[];

  @ApiProperty({ enum: SCOPES, isArray: true, example: ['time_data'] })
  readonly scopes!: readonly Scope[];

  @ApiProperty({ description: 'Whether the application cannot keep a secret.' })
  readonly public!: boolean;
}

export class ApplicationSecretDto {
  @ApiProperty({ description: 'No later answer shows it again.', example: 'a-secret-that-is-shown-once' })
  readonly clientSecret!: string;
}

/** An application that a user let in. */
export class ConnectedApplicationDto {
  @ApiProperty({ format: 'uuid' })
  readonly clientId!: string;

  @ApiProperty({ example: 'Reporter' })
  readonly name!: string;

  @ApiProperty({ enum: SCOPES, isArray: true, example: ['time_data'], description: 'What the user allows it.' })
  readonly scopes!: readonly Scope[];

  @ApiProperty({ format: 'date-time', example: '2026-11-21T12:00:00.000Z' })
  readonly connectedAt!: string;
}

export class ConnectedApplicationListDto {
  @ApiProperty({ type: [ConnectedApplicationDto], description: 'The longest connected is the first.' })
  readonly applications!: readonly ConnectedApplicationDto[];
}
