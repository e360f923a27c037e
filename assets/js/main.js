// What a page may need. Each of these does nothing where its markup is missing.
import "./rating.js";
import "./now.js";
import "./share.js";
import "./leave.js";
import "./offline.js";
import "./listen.js";
import "./languages.js";
