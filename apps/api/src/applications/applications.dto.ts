import { IsArray, IsBoolean, IsOptional, IsString, MaxLength } from 'class-validator';

export class RegisterApplicationDto {
  /** What users know it by. */
  @IsString()
  @MaxLength(100)
  name!: string;

  /** Where users may be sent back to: compared to the letter. */
  @IsArray()
  @IsString({ each: true })
  redirectUris!: string[];

  /** The most that it may ask for. */
  @IsArray()
  @IsString({ each: true })
  scopes!: string[];

  /** Whether it cannot keep a secret, such as one that runs in a browser. */
  @IsOptional()
  @IsBoolean()
  public?: boolean;
}
