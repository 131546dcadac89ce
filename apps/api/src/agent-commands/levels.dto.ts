import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsString, Length } from 'class-validator';

const MOST_NAMES = 50;
const LONGEST_NAME = 255;

export class AskedLevelsDto {
  @ApiProperty({
    type: [String],
    maxItems: MOST_NAMES,
    example: ['Firefox', 'reddit.com'],
    description: 'Names of applications, or of sites without www.',
  })
  @IsArray()
  @ArrayMaxSize(MOST_NAMES)
  @IsString({ each: true })
  @Length(1, LONGEST_NAME, { each: true })
  names!: string[];
}

export class NamedLevelDto {
  @ApiProperty({ example: 'reddit.com', description: 'As it was asked.' })
  readonly name!: string;

  @ApiProperty({ type: 'integer', minimum: -2, maximum: 2, example: -2 })
  readonly level!: number;
}

export class LevelsDto {
  @ApiProperty({ type: [NamedLevelDto], description: 'In the order of the names.' })
  readonly levels!: readonly NamedLevelDto[];
}
