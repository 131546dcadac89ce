import { NAMED_INTERVALS, type NamedInterval, type Sharing, SHARING_LEVELS } from '@app/domain';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsString, MaxLength } from 'class-validator';

const SHARING = { enum: SHARING_LEVELS, example: 'categories' } as const;
const SHOWN_LEVELS = ['levels', 'categories', 'activities'] as const;
type Shown = (typeof SHOWN_LEVELS)[number];
const SHARES_WORDS = 'What the user shares of their own time. Null when the user is not a member.';

/** How much a team sees of its members, or how much a member agrees to. */
export class SharingDto {
  @ApiProperty({ ...SHARING, description: 'Each level shows what the levels before it show, and more.' })
  @IsIn(SHARING_LEVELS)
  sharing!: Sharing;
}

export class CreateTeamDto extends SharingDto {
  /** 1 to 100 characters. */
  @ApiProperty({ minLength: 1, maxLength: 100, example: 'Design' })
  @IsString()
  name!: string;
}

/** What the team sees of one member by name. */
export class SeenByNameDto {
  @ApiProperty({ enum: SHOWN_LEVELS, example: 'levels', description: 'How fine the sums are.' })
  @IsIn(SHOWN_LEVELS)
  sharing!: Shown;

  @ApiProperty({ enum: NAMED_INTERVALS, example: 'week', description: 'Whole weeks, or days.' })
  @IsIn(NAMED_INTERVALS)
  by!: NamedInterval;
}

const NAMED = {
  type: SeenByNameDto,
  nullable: true,
  description: 'What the team sees of the member by name. Null for a member who is not seen by name.',
} as const;

/** A member as a user of the team sees them. */
export class MemberDto {
  @ApiProperty({ format: 'uuid' })
  readonly userId!: string;

  @ApiProperty({ example: 'ada@example.org' })
  readonly email!: string;

  @ApiProperty(NAMED)
  readonly named!: SeenByNameDto | null;

  @ApiPropertyOptional({ ...SHARING, description: 'What the member shares. For the administrator only.' })
  readonly shares?: Sharing;

  @ApiPropertyOptional({
    format: 'date-time',
    example: '2026-11-21T12:00:00.000Z',
    description: 'For the administrator only.',
  })
  readonly joinedAt?: string;
}

/** A team as a user in it sees it. */
export class TeamDto {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ example: 'Design' })
  readonly name!: string;

  @ApiProperty({ ...SHARING, description: 'The most that the team sees of its members.' })
  readonly sharing!: Sharing;

  @ApiProperty({ enum: ['admin', 'member'] })
  readonly role!: 'admin' | 'member';

  @ApiProperty({ ...SHARING, nullable: true, description: SHARES_WORDS })
  readonly shares!: Sharing | null;

  @ApiProperty({ ...NAMED, description: 'What the team sees of the user by name. Null when it sees nothing.' })
  readonly named!: SeenByNameDto | null;
}

const UNLISTED_WORDS =
  'How many other members are in the team. They joined before members were listed, and have not agreed to it.';

/** A team with the members whose address the user may see. */
export class TeamWithMembersDto extends TeamDto {
  @ApiProperty({
    type: [MemberDto],
    description: 'Members who agreed that the others see their address. The administrator sees all members.',
  })
  readonly members!: readonly MemberDto[];

  @ApiProperty({ type: 'integer', minimum: 0, description: UNLISTED_WORDS })
  readonly unlisted!: number;

  @ApiProperty({ description: 'Whether the user may send invitations by mail: an administrator with a known address.' })
  readonly mailsInvitations!: boolean;
}

/** A week of a team that has a table. */
export class PublishedWeekDto {
  @ApiProperty({ format: 'date', example: '2026-11-16', description: 'The Monday.' })
  readonly week!: string;

  @ApiProperty({ enum: SHOWN_LEVELS, description: 'How fine the table is.' })
  readonly sharing!: Shown;
}

const WHY = ['too_few', 'withdrawn', 'not_made'] as const;
const WHY_WORDS =
  '`too_few`: too few members agreed to count in it. `withdrawn`: a member erased time of it, or closed the account. ' +
  '`not_made`: no table was made, because the server was off for weeks, or is about to make it.';

/** A week of a team that has no table. */
export class MissingWeekDto {
  @ApiProperty({ format: 'date', example: '2026-11-09', description: 'The Monday.' })
  readonly week!: string;

  @ApiProperty({ enum: WHY, description: WHY_WORDS })
  readonly why!: (typeof WHY)[number];
}

/** The week of a team whose table comes next. */
export class NextWeekDto {
  @ApiProperty({ format: 'date', example: '2026-11-23', description: 'The Monday.' })
  readonly week!: string;

  @ApiProperty({ format: 'date-time', example: '2026-12-02T00:00:00.000Z', description: 'When its table is made.' })
  readonly at!: string;
}

export class PublishedWeekListDto {
  @ApiProperty({ type: [PublishedWeekDto], description: 'The weeks of the last year with a table, newest first.' })
  readonly weeks!: readonly PublishedWeekDto[];

  @ApiProperty({ type: [MissingWeekDto], description: 'The other weeks of the last year, newest first.' })
  readonly missing!: readonly MissingWeekDto[];

  @ApiProperty({ type: NextWeekDto })
  readonly next!: NextWeekDto;

  @ApiProperty({ type: 'integer', example: 5, description: 'The least number of members behind a table.' })
  readonly smallestGroup!: number;
}

export class TeamListDto {
  @ApiProperty({ type: [TeamDto] })
  readonly teams!: readonly TeamDto[];
}

/** Who gets an invitation by mail. */
export class InvitedDto {
  @ApiProperty({ maxLength: 254, example: 'ada@example.org' })
  @IsString()
  @MaxLength(254)
  email!: string;
}

/** An invitation for one user. */
export class CreatedInvitationDto {
  @ApiProperty({ format: 'uri', description: 'The page where the user joins. No later answer shows it again.' })
  readonly link!: string;

  @ApiProperty({ description: 'The part of the link that opens the invitation.' })
  readonly token!: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-28T12:00:00.000Z' })
  readonly expiresAt!: string;
}

/** What a user would share with a team. */
export class InvitationDto {
  @ApiProperty({ example: 'Design', description: 'The name of the team.' })
  readonly name!: string;

  @ApiProperty({ example: 'ada@example.org', description: 'The administrator of the team, who invites.' })
  readonly invitedBy!: string;

  @ApiProperty(SHARING)
  readonly sharing!: Sharing;

  @ApiProperty({ type: [String], description: 'The addresses of the members who agreed to be listed.' })
  readonly members!: readonly string[];

  @ApiProperty({ type: 'integer', minimum: 0, description: UNLISTED_WORDS })
  readonly unlisted!: number;

  @ApiProperty({ format: 'date-time', example: '2026-11-28T12:00:00.000Z' })
  readonly expiresAt!: string;
}
