const h = (tag: string) => tag;
export const view = <div />;
