import { type Sharing, SHARING_LEVELS } from '@app/domain';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsString } from 'class-validator';

const SHARING = { enum: SHARING_LEVELS, example: 'categories' } as const;
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

/** A member as the administrator of the team sees them. */
export class MemberDto {
  @ApiProperty({ format: 'uuid' })
  readonly userId!: string;

  @ApiProperty({ example: 'ada@example.org' })
  readonly email!: string;

  @ApiProperty({ ...SHARING, description: 'What the member shares.' })
  readonly shares!: Sharing;

  @ApiProperty({ format: 'date-time', example: '2026-11-21T12:00:00.000Z' })
  readonly joinedAt!: string;
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
}

/** A team with its members, which only its administrator sees. */
export class TeamWithMembersDto extends TeamDto {
  @ApiPropertyOptional({ type: [MemberDto], description: 'For the administrator only.' })
  readonly members?: readonly MemberDto[];
}

export class TeamListDto {
  @ApiProperty({ type: [TeamDto] })
  readonly teams!: readonly TeamDto[];
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

  @ApiProperty(SHARING)
  readonly sharing!: Sharing;

  @ApiProperty({ format: 'date-time', example: '2026-11-28T12:00:00.000Z' })
  readonly expiresAt!: string;
}
