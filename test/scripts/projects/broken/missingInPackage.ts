import nothing from "installed-module/nothing";
out(nothing);
