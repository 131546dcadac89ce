import { type Scope, SCOPES } from '@app/domain';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsArray, IsBoolean, IsOptional, IsString, MaxLength } from 'class-validator';

const REDIRECT_URI = 'https://app.example/done';

export class RegisterApplicationDto {
  @ApiProperty({ maxLength: 100, example: 'Reporter', description: 'The name by which users know the application.' })
  @IsString()
  @MaxLength(100)
  name!: string;

  @ApiProperty({
    type: [String],
    example: [REDIRECT_URI],
    description: 'The addresses to which users may be sent back. Each must match exactly.',
  })
  @IsArray()
  @IsString({ each: true })
  redirectUris!: string[];

  @ApiProperty({
    enum: SCOPES,
    isArray: true,
    example: ['time_data'],
    description: 'The most that the application may ask for.',
  })
  @IsArray()
  @IsString({ each: true })
  scopes!: string[];

  @ApiPropertyOptional({
    description: 'Whether the application cannot keep a secret, such as one that runs in a browser.',
    default: false,
  })
  @IsOptional()
  @IsBoolean()
  public?: boolean;
}

/** An application that was just registered. */
export class RegisteredApplicationDto {
  @ApiProperty({ format: 'uuid' })
  readonly clientId!: string;

  @ApiPropertyOptional({
    description: 'The secret. No later answer shows it again. An application that cannot keep a secret has none.',
    example: 'a-secret-that-is-shown-once',
  })
  readonly clientSecret?: string;
}

/** The registration of an application. */
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

/** An application to which a user gave access. */
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
