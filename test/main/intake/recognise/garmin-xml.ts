// GarminDevice.xml as devices write it, with its secrets.

export const secrets = ['C0FFEE11', 'SGVsbG8gTW9kdWx1cw==', 'UNLOCK-4711'];

export interface GarminXml {
  readonly model?: string;
  readonly unitId?: string;
  /** Lines of `Location/Path` of FIT_TYPE_4. */
  readonly paths?: readonly string[];
  readonly namespace?: string;
  readonly direction?: string;
}

export const garminXml = ({
  model = 'Edge 530',
  unitId = '3987654321',
  paths = ['Garmin/Activities'],
  namespace = 'http://www.garmin.com/xmlschemas/GarminDevice/v2',
  direction = 'OutputFromUnit',
}: GarminXml = {}): string => `<?xml version="1.0" encoding="UTF-8" standalone="no" ?>
<Device xmlns="${namespace}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="${namespace} x.xsd">
  <Model>
    <PartNumber>006-B3121-00</PartNumber>
    <SoftwareVersion>975</SoftwareVersion>
    <Description>${model}</Description>
  </Model>
  <Id>${unitId}</Id>
  <StoreKey>${secrets[0]}</StoreKey>
  <Unlock><Code>${secrets[2]}</Code></Unlock>
  <MassStorageMode>
    <DataType>
      <Name>FIT_TYPE_2</Name>
      <File><Location><Path>Garmin/Settings</Path></Location><TransferDirection>InputOutput</TransferDirection></File>
    </DataType>
    <DataType>
      <Name>FIT_TYPE_4</Name>
      <File>
        <Specification><Identifier>FIT_TYPE_4</Identifier></Specification>
        ${paths.map((path) => `<Location><Path>${path}</Path><FileExtension>FIT</FileExtension></Location>`).join('')}
        <TransferDirection>${direction}</TransferDirection>
      </File>
      <File>
        <Location><Path>Garmin/NewFiles</Path><FileExtension>FIT</FileExtension></Location>
        <TransferDirection>InputToUnit</TransferDirection>
      </File>
    </DataType>
    <UpdateFile><PartNumber>x</PartNumber></UpdateFile>
  </MassStorageMode>
  <Extensions><GarminDeviceExtensions><Modulus>${secrets[1]}</Modulus></GarminDeviceExtensions></Extensions>
</Device>
`;
