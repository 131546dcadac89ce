import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';

export class SetUpLinkDto {
  @ApiProperty({ maxLength: 100, description: 'The secret of the link that the server printed at its start.' })
  @IsString()
  @MaxLength(100)
  link!: string;
}

export class FirstAccountDto extends SetUpLinkDto {
  @ApiProperty({ example: 'ada@example.org' })
  @IsString()
  email!: string;

  @ApiProperty({ example: 'correct horse battery', description: 'At least 10 characters, and not easy to guess.' })
  @IsString()
  password!: string;

  @ApiProperty({ example: 'Europe/Berlin', description: 'The IANA name of the zone of the account’s days.' })
  @IsString()
  timeZone!: string;
}
