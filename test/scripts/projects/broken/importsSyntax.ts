import "./syntax";
