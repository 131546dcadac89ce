import { IsObject, IsOptional, IsString, MaxLength } from 'class-validator';

/** What a user changes of their account; what is left out stays. */
export class AccountDto {
  /** IANA name such as Europe/Berlin: the zone of the days that are recorded from now on. */
  @IsOptional()
  @IsString()
  @MaxLength(64)
  timeZone?: string;

  /** All of it anew: what is left out of it is forgotten. */
  @IsOptional()
  @IsObject()
  profile?: object;
}
