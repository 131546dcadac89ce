import { Controller, Delete, Get, HttpCode, Inject, Param, UseGuards } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { OwnerGuard } from '../guards/owner.guard.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { deviceAnswer } from './device-answer.js';
import { DeviceListDto } from './devices.dto.js';
import { HeardDevices } from './heard-devices.js';
import { UserDevices } from './user-devices.js';

/**
 * The devices on which a user's time was recorded. The answer to a change comes when it is durable.
 */
@Controller('api/v1/devices')
@UseGuards(OwnerGuard)
export class DevicesController {
  constructor(
    private readonly devices: UserDevices,
    private readonly heard: HeardDevices,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'listDevices', summary: 'Lists the devices on which the user’s time was recorded' })
  @ApiOkResponse({ type: DeviceListDto })
  async list(@CurrentPrincipal() { userId }: Principal): Promise<DeviceListDto> {
    const devices = await this.devices.list(userId, this.clock());
    return { devices: devices.map((device) => deviceAnswer(device, this.heard.of(userId, device.deviceId))) };
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'removeDevice', summary: 'Hides a device; its time stays' })
  @ApiNoContentResponse()
  async hide(@CurrentPrincipal() { userId }: Principal, @Param('id') id: string): Promise<void> {
    await this.devices.hide(userId, id, this.clock());
  }
}
