import { MAIL_LANGUAGES, type MailLanguage } from '@app/domain';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';

const LANGUAGE = { enum: MAIL_LANGUAGES, description: 'The language of the mail.' };

export class ChosenWeeklyMailDto {
  @ApiProperty({ description: 'Whether the user wants a mail about each week.' })
  @IsBoolean()
  isOn!: boolean;

  @ApiPropertyOptional({ ...LANGUAGE, default: 'en' })
  @IsOptional()
  @IsIn(MAIL_LANGUAGES)
  language?: MailLanguage;
}

export class WeeklyMailDto {
  @ApiProperty({ description: 'Whether the user wants a mail about each week.' })
  readonly isOn!: boolean;

  @ApiProperty({ ...LANGUAGE, type: String, nullable: true })
  readonly language!: MailLanguage | null;

  @ApiProperty({ description: 'Whether the server sends mails at all (`SMTP_URL`).' })
  readonly isSent!: boolean;

  @ApiProperty({ description: 'Whether the address is known to be the owner’s. Without it no mail is sent.' })
  readonly isEmailVerified!: boolean;
}
