import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';

export class CreateUserDto {
  @IsString()
  @MaxLength(254)
  email!: string;

  /** IANA name such as Europe/Berlin: the zone of the account's days. */
  @IsString()
  @MaxLength(64)
  timeZone!: string;

  @IsOptional()
  @IsIn(['premium', 'lite'])
  plan?: 'premium' | 'lite';

  /** To sign in with; without one, only keys open the account. */
  @IsOptional()
  @IsString()
  @MaxLength(1024)
  password?: string;
}

export class ChangeUserDto {
  @IsOptional()
  @IsIn(['premium', 'lite'])
  plan?: 'premium' | 'lite';

  /** Another one: everybody is signed out. */
  @IsOptional()
  @IsString()
  @MaxLength(1024)
  password?: string;
}

export class CreateKeyDto {
  /** What its owner knows it by. */
  @IsString()
  @MaxLength(100)
  name!: string;
}
