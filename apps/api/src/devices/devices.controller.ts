import { Controller, Delete, Get, HttpCode, Inject, Param, UseGuards } from '@nestjs/common';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { OwnerGuard } from '../guards/owner.guard.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { deviceAnswer, type DeviceAnswer } from './device-answer.js';
import { UserDevices } from './user-devices.js';

/** The devices that a user's time was recorded on. A change is durable when it is answered. */
@Controller('api/v1/devices')
@UseGuards(OwnerGuard)
export class DevicesController {
  constructor(
    private readonly devices: UserDevices,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  async list(@CurrentPrincipal() { userId }: Principal): Promise<{ devices: DeviceAnswer[] }> {
    return { devices: (await this.devices.list(userId, this.clock())).map(deviceAnswer) };
  }

  @Delete(':id')
  @HttpCode(204)
  async hide(@CurrentPrincipal() { userId }: Principal, @Param('id') id: string): Promise<void> {
    await this.devices.hide(userId, id, this.clock());
  }
}
